/**
 * What a mechanism is, what it may see, and what it returns. The four kinds of mechanism differ only in what they may
 * see: {@link dev.walras.mechanism.CentralSolver} everything, {@link dev.walras.mechanism.SealedBid} the reports,
 * {@link dev.walras.mechanism.PriceSignal} replies to prices, {@link dev.walras.mechanism.Trading} messages in order of
 * arrival.
 */
@NullMarked
package dev.walras.mechanism;

import org.jspecify.annotations.NullMarked;
