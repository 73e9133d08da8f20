//! What the build script makes of files that ship.

/// The packed matrix of each cloud, in the order of the clouds.
pub const MATRICES: [&[u8]; 3] = [
    include_bytes!(concat!(env!("OUT_DIR"), "/aws.matrix")),
    include_bytes!(concat!(env!("OUT_DIR"), "/azure.matrix")),
    include_bytes!(concat!(env!("OUT_DIR"), "/gcp.matrix")),
];
