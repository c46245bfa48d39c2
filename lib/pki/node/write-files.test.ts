import { spawnSync } from "node:child_process"
import { mkdtempSync } from "node:fs"
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest"
import type { OutputFile } from "../formats/output-file.ts"
import { type FileToFill, writeFiles } from "./write-files.ts"

let folder: string
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "write-files-"))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const file = (name: string, text: string, secret = false): OutputFile => ({
	name,
	bytes: new TextEncoder().encode(text),
	secret,
})
const pair = [file("server.pem", "certificate"), file("server-key.pem", "key", true)]
const modeOf = async (name: string) => (await stat(join(folder, name))).mode & 0o777
const read = (name: string) => readFile(join(folder, name), "utf8")

/** A disk that is full after so many files. */
function fullAfter(count: number) {
	let left = count
	return async (into: { writeFile(bytes: Uint8Array): Promise<unknown> }, bytes: Uint8Array) => {
		left -= 1
		if (left >= 0) return into.writeFile(bytes)
		await into.writeFile(bytes.subarray(0, 1))
		throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" })
	}
}

describe("writeFiles", () => {
	describe("on a file system without hard links", () => {
		const link = async () => {
			throw Object.assign(new Error("operation not permitted"), { code: "EPERM" })
		}

		it("writes, takes no name that is taken, and replaces all or nothing", async () => {
			expect((await writeFiles(folder, pair, { link })).ok).toBe(true)
			expect(await modeOf("server-key.pem")).toBe(0o600)
			expect(await writeFiles(folder, pair, { link })).toMatchObject({ ok: false, error: { kind: "exists" } })
			const others = [file("server.pem", "other"), file("server-key.pem", "other key", true)]
			const full = await writeFiles(folder, others, { link, force: true, put: fullAfter(1) })
			expect(full.ok).toBe(false)
			expect(await read("server.pem")).toBe("certificate")
			expect((await writeFiles(folder, others, { link, force: true })).ok).toBe(true)
			expect([await read("server.pem"), await read("server-key.pem")]).toEqual(["other", "other key"])
			expect((await readdir(folder)).toSorted()).toEqual(["server-key.pem", "server.pem"])
		})

		it("leaves alone a file that came in between", async () => {
			const put = async (into: FileToFill, bytes: Uint8Array) => {
				await writeFile(join(folder, "server-key.pem"), "somebody else's")
				return into.writeFile(bytes)
			}
			expect((await writeFiles(folder, pair, { link, put })).ok).toBe(false)
			expect(await readdir(folder)).toEqual(["server-key.pem"])
			expect(await read("server-key.pem")).toBe("somebody else's")
		})
	})

	it("writes all files, keys for their owner alone", async () => {
		const inside = join(folder, "new", "deeper")
		const written = await writeFiles(inside, pair)
		expect(written).toEqual({ ok: true, value: [join(inside, "server.pem"), join(inside, "server-key.pem")] })
		expect(await modeOf("new/deeper/server-key.pem")).toBe(0o600)
		expect(await modeOf("new/deeper/server.pem")).toBe(0o644)
		expect(await modeOf("new/deeper")).toBe(0o700)
		expect(await readdir(inside)).toEqual(["server-key.pem", "server.pem"])
	})

	it("keeps a key for its owner alone before it holds the first byte", async () => {
		const seen: number[] = []
		const put = async (into: FileToFill, bytes: Uint8Array) => {
			for (const name of await readdir(folder)) if (name.includes("-key.pem")) seen.push(await modeOf(name))
			await into.writeFile(bytes)
		}
		expect((await writeFiles(folder, pair, { put })).ok).toBe(true)
		expect(seen).toEqual([0o600])
	})

	it("lets everybody read what is no secret, whatever the shell forbids new files", async () => {
		const before = process.umask(0o077)
		try {
			await writeFiles(folder, pair)
		} finally {
			process.umask(before)
		}
		expect([await modeOf("server.pem"), await modeOf("server-key.pem")]).toEqual([0o644, 0o600])
	})

	it("leaves what exists alone, and writes nothing beside it", async () => {
		await writeFile(join(folder, "server-key.pem"), "mine")
		const refused = await writeFiles(folder, pair)
		expect(refused).toMatchObject({ ok: false, error: { kind: "exists" } })
		expect(!refused.ok && refused.error.text).toContain("server-key.pem exists already")
		expect(await read("server-key.pem")).toBe("mine")
		expect(await readdir(folder)).toEqual(["server-key.pem"])
	})

	it("replaces with force, the wide mode of the old file too", async () => {
		await writeFile(join(folder, "server-key.pem"), "mine", { mode: 0o666 })
		expect((await writeFiles(folder, pair, { force: true })).ok).toBe(true)
		expect(await read("server-key.pem")).toBe("key")
		expect(await modeOf("server-key.pem")).toBe(0o600)
		expect(await readdir(folder)).toEqual(["server-key.pem", "server.pem"])
	})

	it("replaces a link and not what the link leads to", async () => {
		await writeFile(join(folder, "elsewhere"), "untouched")
		await symlink(join(folder, "elsewhere"), join(folder, "server-key.pem"))
		expect((await writeFiles(folder, pair)).ok).toBe(false)
		expect((await writeFiles(folder, pair, { force: true })).ok).toBe(true)
		expect(await read("elsewhere")).toBe("untouched")
	})

	it.each([0, 1])("leaves nothing behind when the disk is full after %s files", async (count) => {
		const failed = await writeFiles(folder, pair, { put: fullAfter(count) })
		expect(failed).toMatchObject({ ok: false, error: { kind: "write" } })
		expect(!failed.ok && failed.error.text).toMatch(/no room left .+nothing was written/)
		expect(await readdir(folder)).toEqual([])
	})

	it("keeps the old files when the disk is full in the middle of replacing them", async () => {
		await writeFiles(folder, [file("server.pem", "old"), file("server-key.pem", "old key", true)])
		await writeFiles(folder, pair, { force: true, put: fullAfter(1) })
		expect([await read("server.pem"), await read("server-key.pem")]).toEqual(["old", "old key"])
		expect(await readdir(folder)).toEqual(["server-key.pem", "server.pem"])
	})

	it("leaves the files of one writer, whoever was last, when several replace them at once", async () => {
		const ofWriter = (at: number) =>
			Array.from({ length: 6 }, (_, index) => file(`${index}.pem`, `writer ${at}`, index > 3))
		const turns: number[] = []
		const put = (at: number) => (into: FileToFill, bytes: Uint8Array) => {
			if (turns.at(-1) !== at) turns.push(at)
			return into.writeFile(bytes)
		}
		const done = await Promise.all(
			Array.from({ length: 12 }, (_, at) => writeFiles(folder, ofWriter(at), { force: true, put: put(at) })),
		)
		expect(done.every(({ ok }) => ok)).toBe(true)
		// Each has one turn: nobody begins before another has put all of its files in their place.
		expect(turns).toHaveLength(12)
		const names = await readdir(folder)
		expect(names).toEqual(["0.pem", "1.pem", "2.pem", "3.pem", "4.pem", "5.pem"])
		expect(new Set(await Promise.all(names.map(read))).size).toBe(1)
	})

	it("takes away what a killed writer of the same files left, and nothing else", async () => {
		await mkdir(join(folder, ".countersign-lock"))
		await utimes(join(folder, ".countersign-lock"), 1, 1)
		const left = [".server-key.pem.0123456789ab.new", "server.pem.0123456789ab.old"]
		const others = [".other.pem.0123456789ab.new", "server.pem.0123.old", "server.pem.old"]
		for (const name of [...left, ...others]) await writeFile(join(folder, name), "")
		expect((await writeFiles(folder, pair)).ok).toBe(true)
		expect(await readdir(folder)).toEqual([...others, "server-key.pem", "server.pem"].toSorted())
	})

	it("refuses two files of one name, with force too: one of them would be lost", async () => {
		for (const name of ["server.pem", "Server.pem"])
			expect(await writeFiles(folder, [...pair, file(name, "x")], { force: true })).toMatchObject({
				error: { kind: "name", text: expect.stringContaining(`called ${name}`) },
			})
		expect(await readdir(folder)).toEqual([])
	})

	it.skipIf(process.platform !== "linux")(
		"refuses at once a folder that the system does not make",
		async () => {
			const refused = await writeFiles("/proc/countersign-nowhere/deeper", [
				{ name: "a.pem", bytes: new Uint8Array(1), secret: false },
			])
			expect(refused).toMatchObject({ ok: false, error: { kind: "folder" } })
		},
	)

	it("refuses a folder that is a file, and names that lead elsewhere", async () => {
		await writeFile(join(folder, "taken"), "")
		expect(await writeFiles(join(folder, "taken"), pair)).toMatchObject({ error: { kind: "folder" } })
		for (const name of ["../out.pem", "/etc/x", ".hidden", "", "a\nb"])
			expect(await writeFiles(folder, [file(name, "x")])).toMatchObject({ error: { kind: "name" } })
		expect(await readdir(folder)).toEqual(["taken"])
	})
})

/** A file system of 16 KiB at `place`; false where this user may not mount one. */
function mountSmall(place: string): boolean {
	return (
		spawnSync("mount", ["-t", "tmpfs", "-o", "size=16k", "tmpfs", place], { stdio: "ignore" }).status === 0
	)
}

const small = mkdtempSync(join(tmpdir(), "small-disk-"))
const isMounted = mountSmall(small)
afterAll(async () => {
	if (isMounted) spawnSync("umount", [small], { stdio: "ignore" })
	await rm(small, { recursive: true, force: true })
})

describe.skipIf(!isMounted)(
	`a file system that is full${isMounted ? "" : " (skipped: this user may not mount one)"}`,
	() => {
		it("is left as it was, new files and replaced ones alike", async () => {
			const large = file("large.pem", "x".repeat(40_000))
			const failed = await writeFiles(small, [pair[0] ?? large, large])
			expect(failed).toMatchObject({
				ok: false,
				error: { kind: "write", text: expect.stringContaining("no room left") },
			})
			expect(await readdir(small)).toEqual([])
			await writeFiles(small, [file("server.pem", "old")])
			expect((await writeFiles(small, [file("server.pem", "new"), large], { force: true })).ok).toBe(false)
			expect(await readFile(join(small, "server.pem"), "utf8")).toBe("old")
			expect(await readdir(small)).toEqual(["server.pem"])
		})
	},
)
