import { createPrivateKey, X509Certificate } from "node:crypto"
import { once } from "node:events"
import { readFileSync, statSync } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, it } from "vitest"
import { makeLabCertificates, makePrivateFolder, writePrivate } from "./certificates.ts"
import { startRotation } from "./rotation.ts"

const folder = await mkdtemp(join(tmpdir(), "lab-rotation-"))
const certificates = await makeLabCertificates(join(folder, "shared"))
afterAll(() => rm(folder, { recursive: true, force: true }))

it("replaces certificate and key together, tells listeners, and keeps both private", async () => {
	const files = await startRotation(certificates, folder, { lifetimeMs: 60_000 })
	const told: string[] = []
	files.onRotate((issued) => told.push(issued.certificate.serialNumber))
	const serials = []
	for (let round = 0; round < 5; round += 1) {
		const leaf = new X509Certificate(readFileSync(files.paths.certificate))
		const key = createPrivateKey(readFileSync(files.paths.key))
		expect(leaf.checkPrivateKey(key)).toBe(true)
		expect(leaf.serialNumber.toLowerCase()).toBe(files.current().certificate.serialNumber)
		serials.push(files.current().certificate.serialNumber)
		await files.rotateNow()
	}
	await files.stop()
	expect(new Set(serials).size).toBe(5)
	expect(told).toEqual([...serials.slice(1), files.current().certificate.serialNumber])
	expect(statSync(files.paths.key).mode & 0o777).toBe(0o600)
})

it("rotates by itself, and stops when told", async () => {
	const own = join(folder, "timed")
	await makePrivateFolder(own)
	const files = await startRotation(certificates, own, { lifetimeMs: 60_000, everyMs: 5 })
	await new Promise<void>((resolve) => files.onRotate(() => resolve()))
	await files.stop()
	const serial = files.current().certificate.serialNumber
	const leaf = new X509Certificate(readFileSync(files.paths.certificate))
	expect(leaf.serialNumber.toLowerCase()).toBe(serial)
})

it("warns and goes on when the folder is gone", async () => {
	const own = join(folder, "gone")
	await makePrivateFolder(own)
	const files = await startRotation(certificates, own, { lifetimeMs: 60_000, everyMs: 5 })
	await rm(own, { recursive: true })
	await writePrivate(own, "a file where the folder was")
	const [warning] = await once(process, "warning")
	await files.stop()
	expect(String(warning)).toContain("lab rotation")
})
