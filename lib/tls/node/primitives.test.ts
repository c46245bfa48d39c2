import { once } from "node:events"
import { type AddressInfo, connect as connectTcp } from "node:net"
import { connect, createServer, type PSKCallbackNegotation, type TLSSocket } from "node:tls"
import { describe, expect, test } from "vitest"
import { systemClock } from "#base/clock"
import { decode } from "../decode.ts"
import type { Transcript } from "../transcript.ts"
import { nodePrimitives } from "./primitives.ts"
import { startRecording, tapSocket } from "./tap.ts"

/** SSL_OP_NO_ENCRYPT_THEN_MAC, which node:constants does not name. */
const noEncryptThenMac = 0x0008_0000

const psk: PSKCallbackNegotation = { psk: Buffer.alloc(32, 7), identity: "tester" }

interface Dial {
	readonly ciphers: string
	readonly version: "TLSv1" | "TLSv1.1" | "TLSv1.2"
	readonly secureOptions?: number
}

/** One connection between Node's own client and server, certificates not needed, and what the tap saw of it. */
async function observe({ ciphers, version, secureOptions = 0 }: Dial): Promise<Transcript> {
	const shared = {
		ciphers: `${ciphers}:@SECLEVEL=0`,
		minVersion: version,
		maxVersion: version,
		secureOptions,
	}
	const server = createServer(
		{ ...shared, pskCallback: () => psk.psk, pskIdentityHint: "hint", dhparam: "auto" },
		(socket: TLSSocket) => {
			socket.on("error", () => undefined)
			socket.on("data", (data) => socket.end(`echo ${data}`))
		},
	)
	server.listen(0, "127.0.0.1")
	await once(server, "listening")
	const raw = connectTcp(portOf(server.address()), "127.0.0.1")
	await once(raw, "connect")
	const recording = startRecording(systemClock, 0)
	const socket = connect({
		...shared,
		socket: tapSocket(raw, recording),
		pskCallback: () => psk,
		checkServerIdentity: () => undefined,
		rejectUnauthorized: false,
	})
	socket.on("keylog", (line: Buffer) => recording.keyLogLine(line))
	await once(socket, "secureConnect")
	socket.write("hello from the client")
	socket.resume()
	await once(socket, "end")
	const transcript = decode(recording.capture(), nodePrimitives)
	socket.destroy()
	server.close()
	return transcript
}

function portOf(address: AddressInfo | string | null): number {
	if (address === null || typeof address === "string") throw new Error("the server has no port")
	return address.port
}

const cases: readonly (readonly [what: string, dial: Dial, suite: string])[] = [
	[
		"AES-128-GCM",
		{ ciphers: "PSK-AES128-GCM-SHA256", version: "TLSv1.2" },
		"TLS_PSK_WITH_AES_128_GCM_SHA256",
	],
	[
		"AES-256-GCM with SHA-384",
		{ ciphers: "PSK-AES256-GCM-SHA384", version: "TLSv1.2" },
		"TLS_PSK_WITH_AES_256_GCM_SHA384",
	],
	["ARIA-GCM", { ciphers: "PSK-ARIA128-GCM-SHA256", version: "TLSv1.2" }, "TLS_PSK_WITH_ARIA_128_GCM_SHA256"],
	["CCM", { ciphers: "PSK-AES128-CCM", version: "TLSv1.2" }, "TLS_PSK_WITH_AES_128_CCM"],
	[
		"CCM with the short tag",
		{ ciphers: "PSK-AES256-CCM8", version: "TLSv1.2" },
		"TLS_PSK_WITH_AES_256_CCM_8",
	],
	[
		"ChaCha20-Poly1305",
		{ ciphers: "PSK-CHACHA20-POLY1305", version: "TLSv1.2" },
		"TLS_PSK_WITH_CHACHA20_POLY1305_SHA256",
	],
	[
		"DHE_PSK",
		{ ciphers: "DHE-PSK-AES128-GCM-SHA256", version: "TLSv1.2" },
		"TLS_DHE_PSK_WITH_AES_128_GCM_SHA256",
	],
	[
		"anonymous ECDHE",
		{ ciphers: "AECDH-AES128-SHA", version: "TLSv1.2" },
		"TLS_ECDH_anon_WITH_AES_128_CBC_SHA",
	],
	[
		"CBC, encrypt-then-MAC",
		{ ciphers: "PSK-AES128-CBC-SHA256", version: "TLSv1.2" },
		"TLS_PSK_WITH_AES_128_CBC_SHA256",
	],
	[
		"CBC, MAC-then-encrypt",
		{ ciphers: "PSK-AES256-CBC-SHA384", version: "TLSv1.2", secureOptions: noEncryptThenMac },
		"TLS_PSK_WITH_AES_256_CBC_SHA384",
	],
	[
		"TLS 1.1 CBC, MAC-then-encrypt",
		{ ciphers: "PSK-AES128-CBC-SHA", version: "TLSv1.1", secureOptions: noEncryptThenMac },
		"TLS_PSK_WITH_AES_128_CBC_SHA",
	],
	[
		"TLS 1.1 CBC, encrypt-then-MAC",
		{ ciphers: "ECDHE-PSK-AES256-CBC-SHA", version: "TLSv1.1" },
		"TLS_ECDHE_PSK_WITH_AES_256_CBC_SHA",
	],
	[
		"TLS 1.0 CBC, MAC-then-encrypt",
		{ ciphers: "PSK-AES128-CBC-SHA", version: "TLSv1", secureOptions: noEncryptThenMac },
		"TLS_PSK_WITH_AES_128_CBC_SHA",
	],
	[
		"TLS 1.0 CBC, encrypt-then-MAC",
		{ ciphers: "PSK-AES256-CBC-SHA", version: "TLSv1" },
		"TLS_PSK_WITH_AES_256_CBC_SHA",
	],
	["no encryption, MAC only", { ciphers: "PSK-NULL-SHA256", version: "TLSv1.2" }, "TLS_PSK_WITH_NULL_SHA256"],
]

describe("decode with nodePrimitives opens what Node's own client and server send", () => {
	test.each(cases)("%s", async (_what, dial, suite) => {
		const transcript = await observe(dial)
		expect(transcript.negotiated.cipherSuite).toBe(suite)
		expect(transcript.problems).toEqual([])
		expect(transcript.undecryptable).toBe(0)
		expect(Buffer.from(transcript.applicationData.client).toString()).toBe("hello from the client")
		expect(Buffer.from(transcript.applicationData.server).toString()).toBe("echo hello from the client")
		const finished = transcript.entries.filter((entry) => entry.message === "Finished")
		expect(finished.map((entry) => [entry.from, entry.encrypted])).toEqual([
			["client", true],
			["server", true],
		])
	})
})

describe("nodePrimitives", () => {
	const bytes = new Uint8Array(16)
	const sealed = {
		key: bytes,
		nonce: new Uint8Array(12),
		additionalData: bytes,
		sealed: bytes,
		tagLength: 16,
	}

	test("answers undefined, and does not throw, where the platform lacks an algorithm", () => {
		expect(nodePrimitives.hash("whirlwind", bytes)).toBeUndefined()
		expect(nodePrimitives.hmac("whirlwind", bytes, bytes)).toBeUndefined()
		expect(nodePrimitives.aeadOpen("aegis-128l", sealed)).toBeUndefined()
		expect(nodePrimitives.cbcDecrypt("whirlwind-cbc", bytes, bytes, bytes)).toBeUndefined()
	})

	test("answers undefined where a tag does not fit", () => {
		expect(nodePrimitives.aeadOpen("aes-128-gcm", sealed)).toBeUndefined()
	})

	test("answers undefined where blocks are not whole", () => {
		expect(nodePrimitives.cbcDecrypt("aes-128-cbc", bytes, bytes, new Uint8Array(15))).toBeUndefined()
	})

	test("renders hex as our own rendering does", () => {
		expect(nodePrimitives.hex?.(Uint8Array.of(0, 1, 0xab, 0xff))).toBe("0001abff")
	})
})
