// Appends to a study of an SQLite file, as another process would: argv = path, study, how many, milliseconds between two.
import { openSqlite } from "@diapason/stores"

const [path, study, count, pause] = process.argv.slice(2)
const store = await openSqlite(path)
for (let i = 0; i < Number(count); i++) {
  await store.append(study, [{ kind: "note.set", key: `n${i}`, value: Date.now() }])
  await new Promise((resolve) => setTimeout(resolve, Number(pause) * (0.5 + Math.random())))
}
await store.close()
