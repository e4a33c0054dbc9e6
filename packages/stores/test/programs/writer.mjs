// Appends notes to a study until it has appended enough or is killed: STORE STUDY NAME COUNT. Prints a line for each note that was
// acknowledged: its position and its value. Five appends are always under way at the same time.
import { openStore } from "../../dist/index.js"

const [url, study, name, count] = process.argv.slice(2)
const store = await openStore(url)
let next = 0

async function write() {
  while (next < Number(count)) {
    const value = `${name}-${next++}`
    const bodies = value.endsWith("7") ? [value, `${value}+`] : [value]
    const appended = await store.append(
      study,
      bodies.map((v) => ({ kind: "note.set", key: "k", value: v })),
      { once: value },
    )
    process.stdout.write(appended.events.map((event) => `${event.seq} ${event.value}\n`).join(""))
  }
}
await Promise.all(Array.from({ length: 5 }, write))
await store.close()
