/** Recorded streams of commands to order books: files, replay with an audit, and the peers they are replayed in. */
@NullMarked
package dev.walras.book;

import org.jspecify.annotations.NullMarked;
