import type { Cache } from "../ports/event-store.ts"

/** A cache in memory. Bytes are copied in and out, so that nobody changes what is kept. */
export function memoryCache(): Cache {
  const studies = new Map<string, Map<string, Uint8Array>>()
  return {
    get: async (study, name) => studies.get(study)?.get(name)?.slice(),
    async put(study, name, bytes) {
      const kept = studies.get(study) ?? new Map<string, Uint8Array>()
      kept.set(name, bytes.slice())
      studies.set(study, kept)
    },
  }
}
