import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { makeFolder } from "./make-folder.ts"

let root = ""
beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), "cs-make-folder-"))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

describe("makeFolder", () => {
	it("makes every missing level for its owner alone, and is content with what is there", () => {
		const path = join(root, "a", "b")
		makeFolder(path)
		makeFolder(path)
		expect(statSync(path).mode & 0o777).toBe(0o700)
		expect(statSync(join(root, "a")).mode & 0o777).toBe(0o700)
	})

	it.each(["", "below"])("refuses a file in the way: file/%s", (rest) => {
		writeFileSync(join(root, "file"), "")
		expect(() => makeFolder(join(root, "file", rest))).toThrow(expect.objectContaining({ code: "ENOTDIR" }))
	})

	it.skipIf(!existsSync("/proc/self"))("ends where the file system refuses folders as missing", () => {
		expect(() => makeFolder("/proc/nowhere/data")).toThrow(expect.objectContaining({ code: "ENOENT" }))
	})
})
