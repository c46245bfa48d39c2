import type { Endpoint } from "#tls/capture-file/tcp-segment"

/** One end of a connection: `10.0.0.1:443`, `[fd00:0:0:0:0:0:0:1]:443`; the address alone where the port is not known (0). */
export function endText({ address, port }: Endpoint): string {
	if (port === 0) return address
	return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`
}
