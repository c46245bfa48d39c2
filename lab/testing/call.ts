import { X509Certificate } from "node:crypto"
import { readFileSync } from "node:fs"
import { type ChannelCredentials, Client, credentials, Metadata } from "@grpc/grpc-js"
import { decodeMessage } from "#grpc/message-codec"
import type { LabSettings } from "../scenario.ts"

/** How a call ended, as grpc-js tells it, and the bytes of its answer. */
export interface CallEnd {
	readonly code: number
	readonly details: string
	readonly answer: Buffer
}

const pass = (bytes: Buffer) => bytes
const deadlineMs = 5_000
const none = Buffer.alloc(0)

/** Calls `path` as a plain grpc-js client with these settings would. Ends after five seconds at the latest. */
export async function callAs(
	settings: LabSettings,
	path = "/grpc.health.v1.Health/Check",
	request = none,
): Promise<CallEnd> {
	const client = new Client(settings.target.replace(/^grpcs?:\/\//, ""), await credentialsOf(settings), {
		"grpc.use_local_subchannel_pool": 1,
	})
	const metadata = new Metadata()
	if (settings.token !== "" && settings.mode !== "none") {
		metadata.set("authorization", `Bearer ${settings.token.replace(/^text:/, "")}`)
	}
	try {
		return await new Promise((resolve) => {
			const options = { deadline: Date.now() + deadlineMs }
			client.makeUnaryRequest(path, pass, pass, request, metadata, options, (error, answer) =>
				resolve({ code: error?.code ?? 0, details: error?.details ?? "", answer: answer ?? none }),
			)
		})
	} finally {
		client.close()
	}
}

async function credentialsOf(settings: LabSettings): Promise<ChannelCredentials> {
	if (settings.mode === "none") return credentials.createInsecure()
	if (settings.mode === "spiffe") return spiffeCredentials(settings.spiffeSocket)
	const read = (path: string) => (path === "" ? null : readFileSync(path))
	return credentials.createSsl(read(settings.ca), read(settings.key), read(settings.certificate))
}

/** Everything that the Workload API trusts is trusted, and names are not looked at: enough to see who is let in. */
async function spiffeCredentials(address: string): Promise<ChannelCredentials> {
	const [message] = await readWorkloadStream(address, "FetchX509SVID", 1)
	const { svids, federatedBundles } = decodeSvids(message ?? none)
	const [svid] = svids
	if (svid === undefined) throw new Error("the Workload API sent no SVID")
	const roots = [svid.bundle, ...federatedBundles.values()].map((der) => new X509Certificate(der).toString())
	return credentials.createSsl(
		Buffer.from(roots.join("")),
		Buffer.from(pem("PRIVATE KEY", svid.key)),
		Buffer.from(new X509Certificate(svid.chain).toString()),
		{ checkServerIdentity: () => undefined },
	)
}

/** An SVID as the Workload API sent it; DER. */
export interface ReceivedSvid {
	readonly id: string
	readonly chain: Buffer
	readonly key: Buffer
	readonly bundle: Buffer
}

/** Reads an X509SVIDResponse by the protobuf descriptors, not by the lab's own encoder. Throws when it is none. */
export function decodeSvids(message: Buffer): {
	readonly svids: readonly ReceivedSvid[]
	readonly federatedBundles: ReadonlyMap<string, Buffer>
} {
	const decoded = decodeMessage("X509SVIDResponse", message)
	if (!decoded.ok) throw new Error(decoded.error.text)
	const { svids, federatedBundles } = decoded.value
	if (!Array.isArray(svids)) throw new Error("the message has no list of SVIDs")
	return {
		svids: svids.map((svid: Readonly<Record<string, unknown>>) => ({
			id: String(svid.spiffeId),
			chain: bytesOf(svid.x509Svid),
			key: bytesOf(svid.x509SvidKey),
			bundle: bytesOf(svid.bundle),
		})),
		federatedBundles: new Map(
			Object.entries(federatedBundles ?? {}).map(([domain, der]) => [domain, bytesOf(der)]),
		),
	}
}

function bytesOf(value: unknown): Buffer {
	if (value instanceof Uint8Array) return Buffer.from(value)
	throw new Error("the field holds no bytes")
}

/** The first `count` messages of a stream of the Workload API; rejects with the status when it ends before. */
export async function readWorkloadStream(
	address: string,
	method: string,
	count: number,
	options: { readonly header?: boolean; readonly onMessage?: () => Promise<void> } = {},
): Promise<readonly Buffer[]> {
	const client = new Client(address.replace("unix://", "unix:"), credentials.createInsecure(), {
		"grpc.use_local_subchannel_pool": 1,
	})
	const metadata = new Metadata()
	if (options.header !== false) metadata.set("workload.spiffe.io", "true")
	const messages: Buffer[] = []
	try {
		return await new Promise((resolve, reject) => {
			const call = client.makeServerStreamRequest(
				`/SpiffeWorkloadAPI/${method}`,
				pass,
				pass,
				none,
				metadata,
				{
					deadline: Date.now() + deadlineMs,
				},
			)
			call.on("data", (message: Buffer) => {
				messages.push(message)
				if (messages.length === count) resolve(messages)
				else options.onMessage?.().catch(reject)
			})
			call.on("error", reject)
		})
	} finally {
		client.close()
	}
}

function pem(label: string, der: Buffer): string {
	const lines = der.toString("base64").match(/.{1,64}/g) ?? []
	return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`
}
