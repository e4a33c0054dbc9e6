import { discard, objectsOf } from "@diapason/executors"

/** Deletes a saved state, in the folder `base` or where its address says. What is gone already is no error; rejects with the reason. */
export const deleteState = async (path: string, base: string): Promise<void> => await (objectsOf(path)?.remove(path) ?? discard(path, base))
