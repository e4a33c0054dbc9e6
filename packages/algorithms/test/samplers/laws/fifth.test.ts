import { lawsOf } from "./laws-of.ts"

lawsOf(4, 5)
