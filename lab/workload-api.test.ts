import { X509Certificate } from "node:crypto"
import { existsSync, statSync } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { decodeMessage } from "#grpc/message-codec"
import { type LabCertificates, makeLabCertificates } from "./certificates.ts"
import { labClientId, startLabWorkloadApi } from "./spiffe.ts"
import { decodeSvids, readWorkloadStream } from "./testing/call.ts"
import { type RunningWorkloadApi, startWorkloadApi } from "./workload-api.ts"

const folder = await mkdtemp(join(tmpdir(), "lab-wl-"))
let certificates: LabCertificates
let api: RunningWorkloadApi
let stranger: RunningWorkloadApi

beforeAll(async () => {
	certificates = await makeLabCertificates(join(folder, "shared"))
	api = await startLabWorkloadApi({ certificates, folder, sockets: folder, port: 0 }, "api", true)
	stranger = await startWorkloadApi(join(folder, "none.sock"), { kind: "no-identity" })
})

afterAll(async () => {
	await api.close()
	await stranger.close()
	await rm(folder, { recursive: true, force: true })
})

const streams = ["FetchX509SVID", "FetchX509Bundles", "FetchJWTBundles"]

describe("the header workload.spiffe.io", () => {
	it.each([...streams, "FetchJWTSVID", "ValidateJWTSVID"])("is compulsory for %s", async (method) => {
		await expect(readWorkloadStream(api.address, method, 1, { header: false })).rejects.toMatchObject({
			code: 3,
			details: "security header missing from request",
		})
	})
})

it("sends SVID, key, bundle and federated bundles that fit together", async () => {
	const [message = Buffer.alloc(0)] = await readWorkloadStream(api.address, "FetchX509SVID", 1)
	const { svids, federatedBundles } = decodeSvids(message)
	const [svid] = svids
	if (svid === undefined) throw new Error("no SVID came")
	const leaf = new X509Certificate(svid.chain)
	expect(svid.id).toBe(labClientId)
	expect(leaf.subjectAltName).toBe(`URI:${labClientId}`)
	expect(leaf.verify(new X509Certificate(svid.bundle).publicKey)).toBe(true)
	expect([...federatedBundles.keys()]).toEqual(["spiffe://other.test"])
	expect(federatedBundles.get("spiffe://other.test")).toEqual(Buffer.from(certificates.otherSpiffe.der))
})

it("sends bundles by trust domain, its own first", async () => {
	const [message = Buffer.alloc(0)] = await readWorkloadStream(api.address, "FetchX509Bundles", 1)
	expect(decodeMessage("X509BundlesResponse", message)).toMatchObject({
		ok: true,
		value: {
			bundles: {
				"spiffe://lab.test": new Uint8Array(certificates.spiffe.der),
				"spiffe://other.test": new Uint8Array(certificates.otherSpiffe.der),
			},
		},
	})
})

it("sends everybody the same until it rotates, and then pushes new SVIDs into open streams", async () => {
	const [before] = await readWorkloadStream(api.address, "FetchX509SVID", 1)
	const messages = await readWorkloadStream(api.address, "FetchX509SVID", 3, { onMessage: api.rotateNow })
	const [after] = await readWorkloadStream(api.address, "FetchX509SVID", 1)
	const serials = [before, ...messages, after].map(
		(message) =>
			new X509Certificate(decodeSvids(message ?? Buffer.alloc(0)).svids[0]?.chain ?? "").serialNumber,
	)
	const [first, second, third, fourth, fifth] = serials
	expect([second, fifth]).toEqual([first, fourth])
	expect(new Set([second, third, fourth]).size).toBe(3)
})

it.each(["FetchX509SVID", "FetchX509Bundles"])(
	"answers %s of a caller without an entry as agents do",
	async (method) => {
		await expect(readWorkloadStream(stranger.address, method, 1)).rejects.toMatchObject({
			code: 7,
			details: "no identity issued",
		})
	},
)

it.each(["FetchJWTSVID", "FetchJWTBundles", "ValidateJWTSVID", "FetchWITSVID"])(
	"does not offer %s",
	async (method) => {
		await expect(readWorkloadStream(api.address, method, 1)).rejects.toMatchObject({ code: 12 })
	},
)

it("listens on a socket that only its owner may open, and removes it", async () => {
	const path = join(folder, "gone.sock")
	const running = await startWorkloadApi(path, { kind: "no-identity" })
	expect(statSync(path).mode & 0o777).toBe(0o600)
	await running.close()
	expect(existsSync(path)).toBe(false)
})
