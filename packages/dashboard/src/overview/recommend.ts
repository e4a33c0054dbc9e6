/** Loaded apart: it fits a model. */
export { recommendedTrial } from "@diapason/algorithms"
