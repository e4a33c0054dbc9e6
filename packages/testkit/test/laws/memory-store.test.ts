import { memoryStore } from "@diapason/core"
import { eventStoreLaws } from "@diapason/testkit"

eventStoreLaws("the memory store", async (clock) => {
  const store = memoryStore(clock)
  return { store, close: () => store.close() }
})
