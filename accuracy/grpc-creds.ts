import { existsSync, readFileSync } from "node:fs"
import { z } from "zod"
import { type ProfileQuestion, verifyProfile } from "#x509/path/verify-profile"
import { parsePem } from "#x509/pem"
import type { AccuracyFigure, Measure } from "./figure.ts"

const folder = "../shared/suites/grpc-creds"
const rowSchema = z.object({
	leaf: z.string(),
	ca: z.string(),
	ok: z.boolean(),
	error: z.string().nullable(),
	depth: z.string().nullable(),
})
const crlSchema = z.object({ cert: z.string(), ca: z.string(), crl: z.string(), revoked: z.boolean() })
const suiteSchema = z.object({ matrix: z.array(rowSchema), crl: z.array(crlSchema) })

/** The test credentials of gRPC: every leaf against every CA as OpenSSL judged them, and the CRL. */
export const measureGrpcCreds: Measure = async () => {
	if (!existsSync(`${folder}/expected.json`)) return []
	const { matrix, crl } = suiteSchema.parse(JSON.parse(readFileSync(`${folder}/expected.json`, "utf8")))
	const rows: { id: string; text: string }[] = []
	for (const { leaf, ca, ok, error, depth } of matrix) {
		const found = await verifyProfile(question(leaf, ca))
		const said = found.opensslError
		const isSame =
			String(said?.code ?? null) === String(error) && String(said?.depth ?? null) === String(depth)
		if ((found.verdict === "accepted") === ok && isSame) continue
		const got = `${found.verdict} ${said?.code} at depth ${said?.depth}`
		rows.push({ id: `${leaf} by ${ca}`, text: `${got} where ${ok ? "accepted" : `${error} at ${depth}`}` })
	}
	const lists: { id: string; text: string }[] = []
	for (const { cert, ca, crl: file, revoked } of crl) {
		const found = await verifyProfile({ ...question(cert, ca), crls: read(file) })
		if (found.reasons.some(({ rule }) => rule === "revoked") === revoked) continue
		lists.push({ id: cert, text: `${found.verdict} where revoked is ${revoked}` })
	}
	return [
		figure("verdicts with OpenSSL's error and depth", matrix.length, rows),
		figure("answers from the CRL", crl.length, lists),
	]
}

function figure(what: string, of: number, failures: AccuracyFigure["failures"]): AccuracyFigure {
	return { suite: "grpc-creds", what, right: of - failures.length, of, goal: 1, failures }
}

function question(leaf: string, ca: string): ProfileQuestion {
	const [first = new Uint8Array(), ...intermediates] = read(leaf)
	return {
		profile: "openssl",
		leaf: first,
		intermediates,
		roots: read(ca),
		at: Date.now(),
		usage: "any",
		securityLevel: 1,
	}
}

function read(file: string): readonly Uint8Array[] {
	const parsed = parsePem(readFileSync(`${folder}/${file}`, "utf8"))
	return parsed.ok ? parsed.value.map(({ der }) => der) : []
}
