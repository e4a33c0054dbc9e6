import type { Definition } from "../event/definition.ts"

/** A definition of which only the problem must be said. */
export type Wanted = Pick<Definition, "name" | "space" | "objectives"> & Partial<Definition>
