import { createAuthority } from "../authority.ts"
import { issueCertificate } from "../issue.ts"

/** A root, a server's leaf and an SVID below it, and between them a second CA with a leaf of its own. */
export async function makeChain() {
	const root = await createAuthority({ commonName: "Root" })
	const middle = await createAuthority({ commonName: "Middle", parent: root })
	const server = { subject: "CN=api", dns: ["api.example.com"], eku: ["serverAuth"] } as const
	return {
		root,
		middle,
		leaf: await issueCertificate({ authority: root, ...server }),
		leafOfMiddle: await issueCertificate({ authority: middle, ...server }),
		svid: await issueCertificate({
			authority: root,
			subject: "O=SPIFFE",
			uri: ["spiffe://example.org/api"],
		}),
	}
}
