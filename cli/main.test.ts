import { spawn } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import { expect, it } from "vitest"

const main = fileURLToPath(new URL("./main.ts", import.meta.url))

it("ends without a word when nobody reads its output any more", async () => {
	const child = spawn(process.execPath, [main, "lab", "--list"], { stdio: ["ignore", "pipe", "pipe"] })
	child.stdout.destroy()
	const said: Buffer[] = []
	child.stderr.on("data", (chunk: Buffer) => said.push(chunk))
	await once(child, "close")
	expect(Buffer.concat(said).toString()).toBe("")
})
