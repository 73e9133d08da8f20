//! Paths inside of links.

/// A path as a link has it: everything that is not plain encoded, slashes as they are.
pub fn uri_path(path: &str) -> String {
    let encoded = |byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    };
    path.bytes().map(encoded).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_could_end_a_link_is_encoded() {
        assert_eq!(super::uri_path("a b/ü (1)|.toml"), "a%20b/%C3%BC%20%281%29%7C.toml");
    }
}
