/** The default mode: nothing to install but a JDK. Absent from the production jar; may know everything, is known by none. */
@ApplicationModule(type = ApplicationModule.Type.OPEN)
package org.wego.membership.demo;

import org.springframework.modulith.ApplicationModule;
