import { execFileSync } from "node:child_process"
import { chmod, mkdir, mkdtemp, open, rm, symlink, utimes, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { fileBytesMax, readTextFile } from "./read-text-file.ts"

let folder: string
const at = (name: string) => join(folder, name)

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "countersign-files-"))
	await mkdir(at("certs"))
	await mkdir(at("elsewhere"))
	await writeFile(at("certs/ca.pem"), "text of ü")
	await utimes(at("certs/ca.pem"), 1_700_000_000, 1_700_000_000)
	await writeFile(at("elsewhere/key.pem"), "a key")
	await writeFile(at("empty.pem"), "")
	const huge = await open(at("huge.pem"), "w")
	await huge.truncate(50 * 1024 * 1024)
	await huge.close()
	await writeFile(at("largest.pem"), "a".repeat(fileBytesMax))
	await symlink(at("certs/ca.pem"), at("link.pem"))
	await symlink(at("loop.pem"), at("loop.pem"))
	await symlink(at("elsewhere/key.pem"), at("certs/way-out.pem"))
	await symlink(at("certs"), at("linked-certs"))
	await writeFile(at("locked.pem"), "locked")
	await chmod(at("locked.pem"), 0)
	execFileSync("mkfifo", [at("pipe")])
})

afterAll(() => rm(folder, { recursive: true }))

test("never reads the key of a kept CA, by its path or through a link; its certificate it does", async () => {
	const kept = at(`authorities/${"0a".repeat(32)}`)
	await mkdir(kept, { recursive: true })
	for (const name of ["ca.pem", "ca-key.pem"]) await writeFile(join(kept, name), name)
	await symlink(join(kept, "ca-key.pem"), at("certs/innocent.pem"))
	for (const path of [join(kept, "ca-key.pem"), join(kept, "..", "..", "certs", "innocent.pem")])
		expect(await readTextFile(path, [folder])).toMatchObject({
			ok: false,
			error: { text: expect.stringContaining("kept in the workspace") },
		})
	expect(await readTextFile(join(kept, "ca.pem"), [folder])).toMatchObject({ ok: true })
})

test("gives text, size and time of change", async () => {
	expect(await readTextFile(at("certs/ca.pem"))).toEqual({
		ok: true,
		value: { text: "text of ü", size: 10, modifiedAt: "2023-11-14T22:13:20.000Z" },
	})
})

test("follows a link, and reads a file of exactly 1 MiB", async () => {
	expect(await readTextFile(at("link.pem"))).toMatchObject({ ok: true, value: { size: 10 } })
	expect(await readTextFile(at("largest.pem"))).toMatchObject({ ok: true, value: { size: fileBytesMax } })
})

describe("refuses, with path and cause, without waiting", () => {
	test.each([
		["absent.pem", "does not exist"],
		["certs", "is a folder"],
		["certs/ca.pem/x", "A part of"],
		["empty.pem", "is empty"],
		["huge.pem", "has 52428800 bytes; at most 1048576 are read"],
		["loop.pem", "leads back to itself"],
		["pipe", "is no regular file"],
	])("%s", async (name, text) => {
		const read = await readTextFile(at(name))
		expect(read).toMatchObject({ ok: false, error: { text: expect.stringContaining(text) } })
		expect(read.ok ? "" : read.error.text).toContain(at(name))
	})

	test.each([
		["/dev/zero", "is no regular file"],
		["a\u0000b", "null byte"],
		[`/${"a".repeat(5_000)}`, "too long"],
	])("%j", async (path, text) => {
		expect(await readTextFile(path)).toMatchObject({
			ok: false,
			error: { text: expect.stringContaining(text) },
		})
	})

	test.skipIf(process.getuid?.() === 0)(
		"a file without permission (skipped for root, who may read all)",
		async () => {
			const read = await readTextFile(at("locked.pem"))
			expect(read).toMatchObject({ ok: false, error: { text: expect.stringContaining("may not be read") } })
		},
	)
})

describe("with folders that may be read", () => {
	test.each(["certs/ca.pem", "linked-certs/ca.pem", "certs/../certs/ca.pem"])(
		"reads %s below them",
		async (name) => {
			expect(await readTextFile(at(name), [at("linked-certs"), at("certs")])).toMatchObject({ ok: true })
		},
	)

	test.each([
		"elsewhere/key.pem",
		"elsewhere/absent.pem",
		"certs/../elsewhere/key.pem",
		"certs/way-out.pem",
		"certs2",
	])("says nothing about %s but that it lies outside", async (name) => {
		const read = await readTextFile(at(name), [at("certs")])
		expect(read).toMatchObject({
			ok: false,
			error: { text: `${at(name)} lies outside the folders that may be read.` },
		})
		expect(read.ok ? "" : read.error.hint).toContain(at("certs"))
	})
})
