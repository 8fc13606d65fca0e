/** Numbered lessons, one idea each; every one is run by the tests. */
@NullMarked
package dev.walras.gallery;

import org.jspecify.annotations.NullMarked;
