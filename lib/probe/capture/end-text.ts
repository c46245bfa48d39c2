import type { Endpoint } from "#tls/capture-file/tcp-segment"

/** One end of a connection: `10.0.0.1:443`, `[fd00:0:0:0:0:0:0:1]:443`. */
export function endText({ address, port }: Endpoint): string {
	return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`
}
