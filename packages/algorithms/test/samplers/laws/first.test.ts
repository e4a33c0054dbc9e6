import { lawsOf } from "./laws-of.ts"

lawsOf(0, 5)
