/** Drawing of calm, well-set PDF pages; open to every module. */
@NamedInterface("pdf")
package org.wego.membership.letter.pdf;

import org.springframework.modulith.NamedInterface;
