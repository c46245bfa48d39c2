import { describe, expect, test } from "vitest"
import { toHex } from "#base/bytes"
import type { Side } from "./capture.ts"
import { decode } from "./decode.ts"
import { nodePrimitives } from "./node/primitives.ts"
import { captureOfFlows, type Flow, hasSuite, readSuiteJson } from "./node/suites.fixture.ts"

const absent = "(skipped: ../shared/suites is absent)"

interface Section3 {
	readonly keylog: readonly string[]
	readonly records: readonly {
		readonly from_: Side
		readonly record: string
		readonly plaintext: string
		readonly contentType: number
	}[]
}

describe.skipIf(!hasSuite("rfc8448"))(`RFC 8448 section 3 ${hasSuite("rfc8448") ? "" : absent}`, () => {
	const load = () => {
		const { records, keylog } = readSuiteJson<Section3>("rfc8448/section3.json")
		const flows = records.map((each) => ({ dir: each.from_, hex: each.record }))
		return { records, transcript: decode(captureOfFlows(flows, keylog), nodePrimitives) }
	}

	test("opens every record to the plaintext that the RFC publishes", () => {
		const { records, transcript } = load()
		expect(transcript.undecryptable).toBe(0)
		for (const side of ["client", "server"] as const) {
			const wanted = (contentType: number) =>
				records
					.filter((each) => each.from_ === side && each.contentType === contentType)
					.map((each) => each.plaintext)
					.join("")
			const shown = (isAlert: boolean) =>
				transcript.entries
					.filter((entry) => entry.from === side && (entry.message === "Alert") === isAlert)
					.map((entry) => entry.bytes ?? "")
					.join("")
			expect(shown(false)).toBe(wanted(22))
			expect(shown(true)).toBe(wanted(21))
			expect(toHex(transcript.applicationData[side])).toBe(wanted(23))
		}
	})

	test("names what was settled", () => {
		expect(load().transcript).toMatchObject({
			negotiated: {
				version: "1.3",
				cipherSuite: "TLS_AES_128_GCM_SHA256",
				group: "x25519",
				signatureScheme: "rsa_pss_rsae_sha256",
				alpn: null,
				sni: "server",
				resumed: false,
				helloRetryRequest: false,
			},
			alerts: [
				{ from: "client", description: "close_notify", encrypted: true },
				{ from: "server", description: "close_notify", encrypted: true },
			],
			problems: [],
		})
	})
})

/** Fields of one packet as tshark names them. */
type Frame = Readonly<Record<string, readonly string[] | undefined>>

interface GoCase {
	readonly name: string
	readonly flows: readonly Flow[]
	readonly frames: readonly Frame[]
}

describe.skipIf(!hasSuite("go-tls-flows"))(
	`flows between Go and OpenSSL ${hasSuite("go-tls-flows") ? "" : absent}`,
	() => {
		const cases = hasSuite("go-tls-flows")
			? readSuiteJson<{ cases: GoCase[] }>("go-tls-flows/flows.json").cases
			: []

		test.each(cases.map((each) => [each.name, each] as const))("%s", (_name, { flows, frames }) => {
			const transcript = decode(captureOfFlows(flows), nodePrimitives)
			const all = (field: string) => frames.flatMap((frame) => frame[field] ?? [])
			const clear = transcript.entries.filter(
				(entry) => entry.fields !== undefined && entry.fields.kind !== "alert",
			)
			expect(transcript.problems).toEqual([])
			expect(clear.map((entry) => String(entry.typeCode))).toEqual(
				all("tls.handshake.type").filter((type) => type !== ""),
			)
			expect(clear.map((entry) => String(entry.length - 4))).toEqual(
				all("tls.handshake.length").slice(0, clear.length),
			)
			const randoms = clear.flatMap(({ fields }) =>
				fields !== undefined && "random" in fields ? [fields.random] : [],
			)
			expect(randoms).toEqual(all("tls.handshake.random"))
			const types = clear.flatMap(({ fields }) =>
				fields !== undefined && "extensions" in fields
					? fields.extensions.map((each) => String(each.type))
					: [],
			)
			expect(types).toEqual(all("tls.handshake.extension.type"))
			const certificates = [
				...(transcript.serverCertificates ?? []),
				...(transcript.clientCertificates ?? []),
			]
			expect(certificates.map(toHex)).toEqual(all("tls.handshake.certificate"))
		})
	},
)
