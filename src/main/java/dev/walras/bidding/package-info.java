/**
 * Bidding languages: what a bidder wants, as a tree of packages, compiled into orders of a market.
 *
 * <p>OR, XOR, OR-of-XOR, XOR-of-OR, OR* with dummy items, k-demand, quantities, and the tree language TBBL are all
 * {@link dev.walras.bidding.Bid}s; {@link dev.walras.bidding.BidBook} makes the market, and
 * {@link dev.walras.bidding.Valuation} answers what a bundle is worth.
 */
@NullMarked
package dev.walras.bidding;

import org.jspecify.annotations.NullMarked;
