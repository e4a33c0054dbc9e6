/** How the name of a memory that was imported begins: it stands in a store beside the studies, teaches like one, and is none of the person's. */
export const importedPrefix = "memory/"

export const isImported = (study: string): boolean => study.startsWith(importedPrefix)
