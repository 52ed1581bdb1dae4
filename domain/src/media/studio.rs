//! From a file that somebody sent to pictures that can be shown: decoded and written anew, so that
//! nothing comes out but pixels. Where a photo was taken, what else its file hides and whatever is
//! appended to it stays behind.
//!
//! What a file is, is decided by what is in it; how many pixels it has is read from its head before
//! any is decoded; and a few at most are worked on at once, for each takes memory by its pixels.

use std::io::Cursor;
use std::sync::Arc;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits,
    RgbImage,
};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};
use tokio::sync::Semaphore;

use super::arriving::Arriving;
use super::error::MediaError;
use super::model::{
    FileName, PIXELS_MAX, PhotoSize, Picture, SIDE_MIN_PX, UPLOAD_MAX_BYTES, Unfit,
};

/// So many are worked on at once; the others wait.
const AT_ONCE_MAX: usize = 2;
/// What a photo may take once it is decoded, in bytes: the most pixels, in colour and see-through.
const DECODED_MAX_BYTES: u64 = 4 * PIXELS_MAX;
/// How good the JPEGs are that come out, of 100: more cannot be told apart, and weighs more.
const QUALITY: u8 = 82;
/// The kinds that are read.
const KINDS: [ImageFormat; 3] = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP];

/// Makes photos ready, a few at a time.
#[derive(Clone, Debug)]
pub struct Studio {
    /// Those that are worked on.
    places: Arc<Semaphore>,
    /// Those that come in.
    pub(super) arriving: Arriving,
}

impl Default for Studio {
    fn default() -> Self {
        Self { places: Arc::new(Semaphore::new(AT_ONCE_MAX)), arriving: Arriving::default() }
    }
}

/// A picture of one size, and its file.
pub(super) struct Developed {
    pub(super) picture: Picture,
    pub(super) jpeg: Vec<u8>,
}

impl Studio {
    /// The pictures of a file, the smallest first.
    pub(super) async fn develop(&self, bytes: Vec<u8>) -> Result<[Developed; 3], MediaError> {
        // Nobody closes the semaphore; if somebody did, there would be no limit but memory.
        let place = Arc::clone(&self.places).acquire_owned().await.ok();
        let work = tokio::task::spawn_blocking(move || {
            let _place = place;
            develop(&bytes)
        });
        // A decoder that panics over a file has not read it.
        let done = work.await.unwrap_or(Err(Unfit::Broken));
        done.map_err(MediaError::Unfit)
    }
}

fn develop(bytes: &[u8]) -> Result<[Developed; 3], Unfit> {
    let Read { pixels, orientation, profile } = read(bytes)?;
    let [small, medium, large] = PhotoSize::ALL;
    let mut large = shrink(pixels, large)?;
    if let Some(profile) = profile {
        to_srgb(&mut large, &profile);
    }
    let large = upright(large, orientation);
    let medium = shrink(large.clone(), medium)?;
    let small = shrink(medium.clone(), small)?;
    Ok([write(&small)?, write(&medium)?, write(&large)?])
}

/// What is taken from a file.
struct Read {
    pixels: RgbImage,
    /// How they lie.
    orientation: Orientation,
    /// Which colours are meant by them.
    profile: Option<Vec<u8>>,
}

fn read(bytes: &[u8]) -> Result<Read, Unfit> {
    match bytes.len() {
        0 => return Err(Unfit::Empty),
        1..=UPLOAD_MAX_BYTES => {}
        _ => return Err(Unfit::TooHeavy),
    }
    let kind = image::guess_format(bytes).ok().filter(|it| KINDS.contains(it));
    let kind = kind.ok_or(Unfit::WrongKind)?;
    if kind == ImageFormat::Jpeg && !is_whole_jpeg(bytes) {
        return Err(Unfit::Broken);
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(DECODED_MAX_BYTES);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), kind);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| unreadable(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS_MAX
        || decoder.total_bytes() > DECODED_MAX_BYTES
    {
        return Err(Unfit::TooManyPixels);
    }
    if width.min(height) < SIDE_MIN_PX {
        return Err(Unfit::TooSmall);
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().unwrap_or_default();
    let image = DynamicImage::from_decoder(decoder).map_err(|error| unreadable(&error))?;
    Ok(Read { pixels: on_white(image), orientation, profile })
}

fn unreadable(error: &ImageError) -> Unfit {
    match error {
        ImageError::Limits(_) => Unfit::TooManyPixels,
        _ => Unfit::Broken,
    }
}

/// Whether a JPEG has an end. The decoder fills up what is missing with grey; here it is refused.
/// What an end looks like stands nowhere inside the picture, but in a preview before it.
fn is_whole_jpeg(bytes: &[u8]) -> bool {
    const START_OF_SCAN: u8 = 0xda;
    let mut rest = bytes.get(2..).unwrap_or_default();
    while let [0xff, marker, high, low, ..] = rest {
        if *marker == START_OF_SCAN {
            return rest.windows(2).any(|pair| pair == [0xff, 0xd9]);
        }
        let skipped = match marker {
            0xff => 1,
            _ => 2 + usize::from(u16::from_be_bytes([*high, *low])),
        };
        rest = rest.get(skipped..).unwrap_or_default();
    }
    // Something else stands between the segments, as decoders allow.
    rest.windows(2).any(|pair| pair == [0xff, 0xd9])
}

/// What shines through becomes white, as a page shows it by day.
fn on_white(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let image = image.into_rgba8();
    let (width, height) = image.dimensions();
    let (pixels, _) = image.as_raw().as_chunks::<4>();
    let mix = |colour: u8, alpha: u8| {
        let (colour, alpha) = (u16::from(colour), u16::from(alpha));
        u8::try_from((colour * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX)
    };
    let mixed = pixels.iter().flat_map(|[red, green, blue, alpha]| {
        [mix(*red, *alpha), mix(*green, *alpha), mix(*blue, *alpha)]
    });
    let mut raw = Vec::with_capacity(3 * pixels.len());
    raw.extend(mixed);
    RgbImage::from_raw(width, height, raw).unwrap_or_default()
}

/// Turns the colours of a profile, such as that of most telephones, into those that are meant where
/// none is named. A profile that cannot be read changes nothing.
fn to_srgb(pixels: &mut RgbImage, profile: &[u8]) {
    let Ok(from) = ColorProfile::new_from_slice(profile) else { return };
    if from.color_space != DataColorSpace::Rgb {
        return;
    }
    let (to, options) = (ColorProfile::new_srgb(), TransformOptions::default());
    let Ok(transform) = from.create_transform_8bit(Layout::Rgb, &to, Layout::Rgb, options) else {
        return;
    };
    let mut turned = vec![0; pixels.as_raw().len()];
    if transform.transform(pixels.as_raw(), &mut turned).is_ok() {
        pixels.copy_from_slice(&turned);
    }
}

/// As it was held when it was taken.
fn upright(pixels: RgbImage, orientation: Orientation) -> RgbImage {
    let mut image = DynamicImage::ImageRgb8(pixels);
    image.apply_orientation(orientation);
    image.into_rgb8()
}

/// Fits a picture into a size; one that fits stays as it is.
fn shrink(pixels: RgbImage, size: PhotoSize) -> Result<RgbImage, Unfit> {
    let (width, height) = pixels.dimensions();
    let longer = width.max(height);
    let side = size.side_px();
    if longer <= side {
        return Ok(pixels);
    }
    let fit = |length: u32| {
        let scaled =
            (u64::from(length) * u64::from(side) + u64::from(longer) / 2) / u64::from(longer);
        u32::try_from(scaled).unwrap_or(side).max(1)
    };
    let (to_width, to_height) = (fit(width), fit(height));
    let from = ImageRef::new(width, height, pixels.as_raw(), PixelType::U8x3);
    let from = from.map_err(|_| Unfit::Broken)?;
    let mut to = Image::new(to_width, to_height, PixelType::U8x3);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    Resizer::new().resize(&from, &mut to, &options).map_err(|_| Unfit::Broken)?;
    RgbImage::from_raw(to_width, to_height, to.into_vec()).ok_or(Unfit::Broken)
}

fn write(pixels: &RgbImage) -> Result<Developed, Unfit> {
    let (width, height) = pixels.dimensions();
    let mut jpeg = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut jpeg, QUALITY);
    let done = encoder.encode(pixels.as_raw(), width, height, ExtendedColorType::Rgb8);
    done.map_err(|_| Unfit::Broken)?;
    let name = FileName::of(&jpeg);
    Ok(Developed { picture: Picture { name, width, height }, jpeg })
}

#[cfg(test)]
#[path = "studio_tests.rs"]
mod tests;
