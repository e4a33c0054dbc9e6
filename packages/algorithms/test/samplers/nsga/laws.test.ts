import { samplerLaws } from "@diapason/testkit"
import { nsgaII } from "../../../src/samplers/nsga-ii.ts"
import { nsgaIII } from "../../../src/samplers/nsga-iii.ts"

// Small generations, so that the histories of the laws are many of them.
const gaps = { skip: { L3: "with several objectives it reads by how much losses differ" } } as const
samplerLaws("nsga-ii with generations of 12", () => nsgaII({ population: 12 }), gaps)
samplerLaws("nsga-iii with generations of 6", () => nsgaIII({ population: 6 }), gaps)
