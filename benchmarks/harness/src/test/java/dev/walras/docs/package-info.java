/** What pages of documentation show is computed here. */
@NullMarked
package dev.walras.docs;

import org.jspecify.annotations.NullMarked;
