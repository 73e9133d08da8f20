//! The packed form of a matrix: what its files say, in the order of the fields, one after the other. The build script
//! packs the matrices that ship, so that a start need not read their TOML.
//!
//! It is read by the very program that was built with it: there is no version, and nothing is repaired. What follows from
//! the rest (places, links) is not in it.

use chrono::{Datelike, NaiveDate};

use super::{
    Availability, CatalogName, EndpointName, Geo, Host, LifecycleFact, Matrix, Model, ModelId, Naming, Price,
    Redirect, Region, RegionId, RoutingRule, Source, file,
};
use crate::text::Words;

/// The packed bytes that are still to be read.
type Bytes<'a> = &'a [u8];

/// What can be packed, and read back.
trait Packed: Sized {
    fn pack(&self, into: &mut Vec<u8>);

    /// None where the bytes are not those of such a value.
    fn unpack(from: &mut Bytes<'_>) -> Option<Self>;
}

/// Packs what the files of a matrix say.
pub fn pack(matrix: &Matrix) -> Vec<u8> {
    // Every field is named: a new one does not compile before it is decided whether it is packed.
    let Matrix {
        cloud,
        as_of,
        origin: _,
        source,
        realtime_source,
        sources,
        regions,
        models,
        cells,
        batch_optimized,
        rows,
        offered,
        lifecycle,
        routing,
        lifecycle_source: _,
        countries: _,
        places: _,
        facts_of: _,
        rules_of: _,
        ids: _,
        catalog,
        model_names: _,
        typed: _,
        region_names: _,
        unseen: _,
    } = matrix;
    let mut packed = Vec::new();
    let into = &mut packed;
    cloud.pack(into);
    as_of.pack(into);
    source.pack(into);
    realtime_source.pack(into);
    sources.pack(into);
    regions.pack(into);
    models.pack(into);
    for cells in cells {
        pack_cells(cells, into);
    }
    pack_cells(batch_optimized, into);
    rows.pack(into);
    offered.pack(into);
    lifecycle.pack(into);
    routing.pack(into);
    catalog.pack(into);
    packed
}

/// The matrix that was packed; none where the bytes are not one.
pub fn unpack(packed: &[u8]) -> Option<Matrix> {
    let from = &mut &*packed;
    let mut matrix = Matrix {
        cloud: Packed::unpack(from)?,
        as_of: Packed::unpack(from)?,
        source: Packed::unpack(from)?,
        realtime_source: Packed::unpack(from)?,
        sources: Packed::unpack(from)?,
        regions: Packed::unpack(from)?,
        models: Packed::unpack(from)?,
        ..Matrix::default()
    };
    file::index(&mut matrix);
    let size = matrix.models.len() * matrix.regions.len();
    for cells in &mut matrix.cells {
        *cells = unpack_cells(size, from)?;
    }
    matrix.batch_optimized = unpack_cells(size, from)?;
    matrix.rows = Packed::unpack(from)?;
    matrix.offered = Packed::unpack(from)?;
    matrix.lifecycle = Packed::unpack(from)?;
    matrix.routing = Packed::unpack(from)?;
    matrix.catalog = Packed::unpack(from)?;
    file::link(&mut matrix);
    from.is_empty().then_some(matrix)
}

/// Cells as stretches of the same: most of a table is nobody's cell. A table without a row has none.
fn pack_cells(cells: &[Availability], into: &mut Vec<u8>) {
    (!cells.is_empty()).pack(into);
    for stretch in cells.chunk_by(|one, next| one == next) {
        stretch[0].pack(into);
        stretch.len().pack(into);
    }
}

fn unpack_cells(size: usize, from: &mut Bytes<'_>) -> Option<Vec<Availability>> {
    let size = if bool::unpack(from)? { size } else { 0 };
    let mut cells = Vec::with_capacity(size);
    while cells.len() < size {
        let (cell, count) = (Availability::unpack(from)?, usize::unpack(from)?);
        if count == 0 || count > size - cells.len() {
            return None;
        }
        cells.resize(cells.len() + count, cell);
    }
    Some(cells)
}

/// Structs: their fields in this order. A field that is left out does not compile.
macro_rules! packed {
    ($($type:ident { $($field:tt),+ })+) => { $(
        impl Packed for $type {
            fn pack(&self, into: &mut Vec<u8>) {
                $(self.$field.pack(into);)+
            }

            fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
                Some(Self { $($field: Packed::unpack(from)?),+ })
            }
        }
    )+ };
}

packed! {
    ModelId { 0 }
    RegionId { 0 }
    EndpointName { 0 }
    Geo { 0 }
    Source { key, title, url, read, by, cloud }
    Region { id, location, geo, country, note, index }
    Price { label, input, output, cache_read, batch_hour, provisioned_hour, note, source }
    Model {
        id, name, endpoint, provider, task, inputs, context, max_output, realtime, released, preview, preview_unclear,
        listed, family, also, prompts_kept, notes, host, price, adi_services, sources, index
    }
    Redirect { from, until, target }
    LifecycleFact {
        model, modes, state, retires, date_kind, replacement, replaced_by, redirect, clouds, note, sources
    }
    RoutingRule { model, modes, scope, note, source }
    CatalogName { name, model, source }
}

/// A closed set: the place of the member among its words.
impl<T: Words> Packed for T {
    fn pack(&self, into: &mut Vec<u8>) {
        self.place().pack(into);
    }

    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        Some(Self::WORDS.get(usize::unpack(from)?)?.member)
    }
}

impl Packed for Host {
    fn pack(&self, into: &mut Vec<u8>) {
        match self {
            Self::Databricks => false.pack(into),
            Self::Vendor { provider, naming, fine_tuned } => {
                true.pack(into);
                provider.pack(into);
                naming.pack(into);
                fine_tuned.pack(into);
            }
        }
    }

    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        Some(if bool::unpack(from)? {
            Self::Vendor {
                provider: Packed::unpack(from)?,
                naming: Packed::unpack(from)?,
                fine_tuned: Packed::unpack(from)?,
            }
        } else {
            Self::Databricks
        })
    }
}

impl Packed for Naming {
    fn pack(&self, into: &mut Vec<u8>) {
        (*self as usize).pack(into);
    }

    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        [Self::Listed, Self::Any, Self::Typed, Self::Foreign].get(usize::unpack(from)?).copied()
    }
}

/// Seven bits a byte, the low ones first; the highest bit says that more follow.
impl Packed for u64 {
    fn pack(&self, into: &mut Vec<u8>) {
        let mut rest = *self;
        while rest > 0x7F {
            into.push(rest.to_le_bytes()[0] | 0x80);
            rest >>= 7;
        }
        into.push(rest.to_le_bytes()[0]);
    }

    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        let mut number = 0;
        for shift in (0..Self::BITS).step_by(7) {
            let byte = *from.split_off_first()?;
            number |= Self::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }
}

impl Packed for usize {
    fn pack(&self, into: &mut Vec<u8>) {
        (*self as u64).pack(into);
    }

    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        u64::unpack(from)?.try_into().ok()
    }
}

impl Packed for bool {
    fn pack(&self, into: &mut Vec<u8>) {
        into.push(u8::from(*self));
    }

    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        from.split_off_first().map(|byte| *byte != 0)
    }
}

impl Packed for f64 {
    fn pack(&self, into: &mut Vec<u8>) {
        into.extend(self.to_le_bytes());
    }

    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        Some(Self::from_le_bytes(from.split_off(..size_of::<Self>())?.try_into().ok()?))
    }
}

impl Packed for NaiveDate {
    fn pack(&self, into: &mut Vec<u8>) {
        // Every day of a file has four digits of a year.
        self.num_days_from_ce().unsigned_abs().pack(into);
    }

    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        Self::from_num_days_from_ce_opt(u32::unpack(from)?.try_into().ok()?)
    }
}

impl Packed for u32 {
    fn pack(&self, into: &mut Vec<u8>) {
        u64::from(*self).pack(into);
    }

    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        u64::unpack(from)?.try_into().ok()
    }
}

impl Packed for String {
    fn pack(&self, into: &mut Vec<u8>) {
        self.len().pack(into);
        into.extend(self.as_bytes());
    }

    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        let length = usize::unpack(from)?;
        Some(std::str::from_utf8(from.split_off(..length)?).ok()?.to_owned())
    }
}

impl<T: Packed> Packed for Option<T> {
    fn pack(&self, into: &mut Vec<u8>) {
        self.is_some().pack(into);
        if let Some(value) = self {
            value.pack(into);
        }
    }

    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        Some(if bool::unpack(from)? { Some(T::unpack(from)?) } else { None })
    }
}

impl<T: Packed> Packed for Vec<T> {
    fn pack(&self, into: &mut Vec<u8>) {
        self.len().pack(into);
        for value in self {
            value.pack(into);
        }
    }

    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        let count = usize::unpack(from)?;
        // Each value takes a byte at least: a wrong count asks for no more room than there are bytes.
        let mut values = Self::with_capacity(count.min(from.len()));
        for _ in 0..count {
            values.push(T::unpack(from)?);
        }
        Some(values)
    }
}

impl<T: Packed + Default, const N: usize> Packed for [T; N] {
    fn pack(&self, into: &mut Vec<u8>) {
        for value in self {
            value.pack(into);
        }
    }

    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        let mut values = std::array::from_fn(|_| T::default());
        for value in &mut values {
            *value = T::unpack(from)?;
        }
        Some(values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::built;
    use crate::matrix::{Cloud, bundled};

    /// What ships is what the TOML says, fact by fact, and what follows from it as well.
    #[test]
    fn what_was_packed_is_what_the_files_say() {
        macro_rules! assert_same {
            ($cloud:ident, $one:ident, $other:ident: $($field:ident),+) => {
                $(assert_eq!($one.$field, $other.$field, "{} of {}", stringify!($field), $cloud.name());)+
            };
        }
        for cloud in Cloud::ALL {
            let (packed, read) = (bundled::matrix(cloud).unwrap(), bundled::read(cloud).unwrap());
            assert_same!(cloud, packed, read:
                cloud, as_of, source, realtime_source, sources, regions, models, cells, batch_optimized, rows, offered,
                lifecycle, routing, lifecycle_source, countries, places, facts_of, rules_of, ids, catalog, unseen);
            assert_eq!(packed.cloud, cloud);
            assert!(!packed.models.is_empty() && !packed.regions.is_empty() && !packed.lifecycle.is_empty());
            assert_eq!(pack(&packed), built::MATRICES[cloud as usize], "{}", cloud.name());
        }
    }

    #[test]
    fn bytes_that_are_no_matrix_are_refused() {
        let packed = built::MATRICES[0];
        assert!(unpack(packed).is_some());
        for end in (0..packed.len()).step_by(packed.len() / 200) {
            assert!(unpack(&packed[..end]).is_none(), "{end}");
        }
        assert!(unpack(&[packed, &[0]].concat()).is_none());
        let mut turned = packed.to_vec();
        for at in 0..turned.len().min(4000) {
            // Whatever a wrong byte makes of it, reading comes to an end.
            turned[at] ^= 0xFF;
            let _ = unpack(&turned);
            turned[at] ^= 0xFF;
        }
    }

    #[test]
    fn numbers_come_back() {
        for number in [0, 1, 0x7F, 0x80, 300, u64::from(u32::MAX), u64::MAX] {
            let mut bytes = Vec::new();
            number.pack(&mut bytes);
            assert_eq!(u64::unpack(&mut bytes.as_slice()), Some(number));
        }
        assert_eq!(u64::unpack(&mut [0xFF; 20].as_slice()), None);
    }
}
