import { log } from "@diapason/math"

/** How many deviations, squared, a confidence band is wide after n trials in d dimensions: 2 ln(d n² π² / (6 δ)) / 5 with δ = 0.1 (Makarova et al. 2022, appendix). */
export const beta = (d: number, n: number): number => (2 * log((d * n * n * 9.869604401089358) / 0.6)) / 5
