import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, it } from "vitest"
import { systemClock } from "#base/clock"
import type { WatchEvent } from "#diagnosis/rotation-watch"
import { openDialPolicy } from "#endpoints/dial-policy"
import type { EndpointSettings } from "#endpoints/endpoint"
import { type LabCertificates, makeLabCertificates } from "#lab/certificates"
import { type Rotation, startRotation } from "#lab/rotation"
import { identityOptions, requireClients, tlsGrpc } from "#lab/servers/grpc-server"
import { runCheck } from "#probe/node/run-check"
import { type WatchRotationInput, watchRotation } from "./watch-rotation.ts"

let folder = ""
let certificates: LabCertificates
let files: Rotation
const closing: (() => Promise<void>)[] = []

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "cs-watch-"))
	certificates = await makeLabCertificates(join(folder, "shared"))
	files = await startRotation(certificates, folder, { lifetimeMs: 3_600_000 })
})
afterEach(async () => {
	for (const close of closing.splice(0)) await close()
	await files.stop()
	await rm(folder, { recursive: true, force: true })
})

/** A server of the rotated files. `reloads`: it takes up new ones at once. */
async function serve(reloads: boolean): Promise<EndpointSettings> {
	const clients = requireClients(certificates.ca.pem)
	const server = await tlsGrpc({ port: 0 }, { ...identityOptions(files.current()), ...clients })
	closing.push(server.close)
	if (reloads)
		files.onRotate((issued) => server.tls.setSecureContext({ ...identityOptions(issued), ca: clients.ca }))
	const { ca, certificate, key } = files.paths
	return {
		...{ target: `grpcs://localhost:${server.port}`, mode: "external", skipVerify: false },
		...{ healthService: "", timeoutMs: 5_000 },
		ca: { kind: "file", path: ca },
		certificate: { kind: "file", path: certificate },
		key: { kind: "file", path: key },
	}
}

function watch(settings: EndpointSettings, given: Partial<WatchRotationInput> = {}) {
	return watchRotation(
		{ runCheck, policy: openDialPolicy, clock: systemClock },
		{
			...{ settings, path: files.paths.certificate, forMs: 15_000, withinMs: 15_000, everyMs: 50 },
			signal: new AbortController().signal,
			onEvent: () => undefined,
			...given,
		},
	)
}

/** Replaces the files as soon as the watch has begun. */
function rotateWhenWatched(events: WatchEvent[]) {
	return (event: WatchEvent) => {
		events.push(event)
		if (event.kind === "watching") void files.rotateNow()
	}
}

it("sees the file change and the server serve it", async () => {
	const settings = await serve(true)
	const before = files.current().certificate.serialNumber
	const events: WatchEvent[] = []
	const outcome = await watch(settings, { onEvent: rotateWhenWatched(events) })
	expect(outcome).toMatchObject({
		kind: "rotated",
		file: { serial: files.current().certificate.serialNumber },
	})
	const told = events.map(({ kind }) => kind).filter((kind) => kind !== "looked")
	expect(told.slice(0, 2)).toEqual(["watching", "file-changed"])
	expect(events[0]).toMatchObject({ file: { serial: before }, served: { serial: before } })
})

it("says that a server which never reads its files again never served the new certificate", async () => {
	const settings = await serve(false)
	const before = files.current().certificate.serialNumber
	const outcome = await watch(settings, { onEvent: rotateWhenWatched([]), withinMs: 300 })
	expect(outcome).toMatchObject({
		kind: "never-served",
		served: { serial: before },
		file: { serial: files.current().certificate.serialNumber },
	})
})

it("needs no change where the file holds a newer certificate to begin with", async () => {
	const settings = await serve(false)
	await files.rotateNow()
	expect(await watch(settings, { withinMs: 0 })).toMatchObject({ kind: "never-served" })
})

it("ends without a rotation when its time is over, and when it is stopped", async () => {
	const settings = await serve(true)
	expect(await watch(settings, { forMs: 0 })).toMatchObject({ kind: "unchanged" })
	const stopping = new AbortController()
	const onEvent = () => stopping.abort()
	expect(await watch(settings, { signal: stopping.signal, onEvent })).toEqual({ kind: "stopped" })
})

it("refuses a file that is not the server's, that is missing, and that holds no certificate", async () => {
	const settings = await serve(true)
	const empty = join(folder, "empty.pem")
	await writeFile(empty, "nothing")
	for (const path of [files.paths.ca, join(folder, "missing.pem"), empty])
		expect(await watch(settings, { path }), path).toMatchObject({ kind: "unusable" })
})

it.each([3_600_000, 1e13])(
	"ends in time with a pause of %s ms, and looks no more often than asked",
	async (everyMs) => {
		let looks = 0
		const onEvent = ({ kind }: WatchEvent) => {
			if (kind === "looked") looks += 1
		}
		expect(await watch(await serve(true), { forMs: 300, everyMs, onEvent })).toMatchObject({
			kind: "unchanged",
		})
		expect(looks).toBeLessThan(3)
	},
)
