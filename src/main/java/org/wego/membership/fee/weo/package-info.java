/** Reads the IMF's World Economic Outlook from every shape it has been published in; knows no database and no page. */
package org.wego.membership.fee.weo;
