/**
 * Engines of OR-Tools. The only package that touches native code: it checks what it hands over, frees what it makes,
 * lets no exception out of a callback, and checks every answer in exact arithmetic.
 */
@NullMarked
package dev.walras.solver.ortools;

import org.jspecify.annotations.NullMarked;
