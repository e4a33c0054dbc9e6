/**
 * The program of a thread in which the samplers of `@diapason/algorithms` think. Plain JavaScript beside the sources, since a thread
 * begins with a file that Node can run as it stands; what it imports is what was built.
 */
export const samplerProgram = new URL("../../worker/sampler.mjs", import.meta.url)
