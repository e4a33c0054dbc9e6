import type { EventStore } from "@diapason/core"

/** What a program that says nothing of transfer gets: in a store that ends with it nothing is taught, in one that lasts what is usual. */
export const usualTransfer = (store: string | EventStore): "off" | undefined =>
  (typeof store === "string" ? store : store.url) === "memory:" ? "off" : undefined
