import { lawsOf } from "./laws-of.ts"

lawsOf(2, 5)
