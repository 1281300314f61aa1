/** The engine's accounts and identity, and its known holes closed. */
package org.wego.membership.engine.security;
