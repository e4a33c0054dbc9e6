/** Loaded apart: a model is fitted. */
export { rerunFor } from "@diapason/figures"
