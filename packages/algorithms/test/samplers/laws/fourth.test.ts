import { lawsOf } from "./laws-of.ts"

lawsOf(3, 5)
