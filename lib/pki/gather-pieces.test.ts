import { expect, it } from "vitest"
import { Secret } from "#base/secret"
import { createAuthority } from "./authority.ts"
import { gatherPieces } from "./gather-pieces.ts"
import { createRequest } from "./request.ts"

const bytes = (text: string) => new TextEncoder().encode(text)
const [one, other] = [
	await createAuthority({ commonName: "One" }),
	await createAuthority({ commonName: "Two" }),
]

it("takes each certificate once, in the order of the files, and requests apart", async () => {
	const made = await createRequest({
		...{ profile: "client", names: [], keyAlgorithm: "p256", lifetime: "1d", commonName: "me" },
	})
	if (!made.ok) throw new Error("no request")
	const files = [bytes(other.pem + one.pem), one.der, bytes(made.value.pem + other.pem)]
	expect(await gatherPieces(files, undefined)).toEqual({
		ok: true,
		value: { certificates: [other.der, one.der], keys: [], requests: [made.value.der] },
	})
})

it("names the field of every fault", async () => {
	const locked = bytes("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n")
	const pieces = await gatherPieces([locked, new Uint8Array()], new Secret("wrong"))
	expect(!pieces.ok && pieces.error.map(({ field }) => field)).toEqual(["files", "files"])
	expect(!pieces.ok && pieces.error.every(({ text }) => /\.$/.test(text))).toBe(true)
})
