package org.wego.membership.site;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Says 413 where an upload is beyond what the server reads at all. Without it the form's token would be missed first,
 * since it is inside what wasn't read, and the visitor would be told something untrue.
 */
class UploadLimit extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String type = request.getContentType();
        if (type != null && type.toLowerCase(java.util.Locale.ROOT).startsWith(MediaType.MULTIPART_FORM_DATA_VALUE)) {
            try {
                request.getParts();
            } catch (IllegalStateException e) {
                response.sendError(413);
                return;
            } catch (ServletException | IOException e) {
                response.sendError(400);
                return;
            }
        }
        chain.doFilter(request, response);
    }
}
