// Holds the lock of a database until its input ends: PATH. Prints `held` when it has it.
import { openDatabase } from "../../dist/sqlite/driver.js"

const database = openDatabase(process.argv[2], 5000)
database.exec("BEGIN EXCLUSIVE")
process.stdout.write("held\n")
process.stdin.resume().on("end", () => {
  database.exec("COMMIT")
  database.close()
})
