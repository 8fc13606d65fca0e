/** Market models in their textbook forms, as JSON in and JSON out, and the published cases they are held against. */
@NullMarked
package dev.walras.models;

import org.jspecify.annotations.NullMarked;
