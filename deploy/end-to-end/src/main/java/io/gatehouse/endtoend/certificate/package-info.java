/** Keys and certificates for everyone in the laboratory. */
@NullMarked
package io.gatehouse.endtoend.certificate;

import org.jspecify.annotations.NullMarked;
