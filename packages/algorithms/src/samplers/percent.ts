/** A share in [0, 1] in words: whole percents, and no number that claims more than is known of small ones. */
export const percent = (share: number): string => (share < 0.01 ? "under 1 %" : `${Math.round(100 * share)} %`)
