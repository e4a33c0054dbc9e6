// Changes a database behind the store's back: PATH SQL. In a process of its own, since two bindings in one process would not see
// each other's locks.
import { openDatabase } from "../../dist/sqlite/driver.js"

const database = openDatabase(process.argv[2], 5000)
database.exec(process.argv[3])
database.close()
