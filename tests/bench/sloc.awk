# SPDX-License-Identifier: BlueOak-1.0.0
#
# sloc.awk - lines of C and assembler that are neither blank nor comment.
{
	line = $0
	code = ""
	while (line != "") {
		if (inside) {
			end = index(line, "*/")
			if (!end)
				break
			line = substr(line, end + 2)
			inside = 0
			continue
		}
		start = index(line, "/*")
		slashes = index(line, "//")
		if (slashes && (!start || slashes < start)) {
			code = code substr(line, 1, slashes - 1)
			break
		}
		if (!start) {
			code = code line
			break
		}
		code = code substr(line, 1, start - 1)
		line = substr(line, start + 2)
		inside = 1
	}
	if (code ~ /[^ \t]/)
		lines++
}
END { print lines + 0 }
