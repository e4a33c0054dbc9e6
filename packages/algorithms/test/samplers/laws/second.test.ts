import { lawsOf } from "./laws-of.ts"

lawsOf(1, 5)
