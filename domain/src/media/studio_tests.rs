//! Files that mean well and files that do not; every one of them is made here.

use flate2::Crc;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{ImageBuffer, ImageEncoder, Rgb, RgbImage, Rgba, RgbaImage};
use proptest::prelude::*;

use super::*;

/// Red at the left, blue at the right.
fn halves(width: u32, height: u32) -> RgbImage {
    let side = |x| if x < width / 2 { Rgb([220, 30, 30]) } else { Rgb([30, 30, 220]) };
    RgbImage::from_fn(width, height, |x, _| side(x))
}

fn jpeg(pixels: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 90).encode_image(pixels).unwrap();
    bytes
}

fn png(pixels: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    pixels.write_with_encoder(PngEncoder::new(&mut bytes)).unwrap();
    bytes
}

fn webp(pixels: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    pixels.write_with_encoder(WebPEncoder::new_lossless(&mut bytes)).unwrap();
    bytes
}

/// A JPEG with a segment behind its first two bytes.
fn with_segment(jpeg: &[u8], marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
    let segment = [&[0xff, marker], &length[..], body].concat();
    [&jpeg[..2], &segment, &jpeg[2..]].concat()
}

/// A PNG's chunk, with the sum that makes it whole.
fn chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut crc = Crc::new();
    crc.update(kind);
    crc.update(body);
    let length = u32::try_from(body.len()).unwrap().to_be_bytes();
    [&length[..], kind, body, &crc.sum().to_be_bytes()].concat()
}

/// The head of a PNG of some size, and nothing behind it.
fn png_head(width: u32, height: u32) -> Vec<u8> {
    let sizes = [width.to_be_bytes(), height.to_be_bytes()].concat();
    let head = chunk(b"IHDR", &[&sizes[..], &[8, 6, 0, 0, 0]].concat());
    let data = chunk(b"IDAT", &[0x78, 0x9c, 3, 0, 0, 0, 0, 1]);
    [b"\x89PNG\r\n\x1a\n", &head[..], &data, &chunk(b"IEND", b"")].concat()
}

/// A JPEG of grey in four colours, as printers have it, made by hand: each block is two codes of
/// one bit, for "as before" and "nothing else".
fn cmyk() -> Vec<u8> {
    let table = |class: u8, symbol: u8| {
        let lengths = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        [&[class][..], &lengths, &[symbol]].concat()
    };
    let (side, components) = (SIDE_MIN_PX, 4_u8);
    let [.., high, low] = side.to_be_bytes();
    let frame = [8, high, low, high, low, components];
    let of_frame: Vec<u8> = (1..=components).flat_map(|id| [id, 0x11, 0]).collect();
    let of_scan: Vec<u8> = (1..=components).flat_map(|id| [id, 0]).collect();
    let scan = [&[0xff, 0xda, 0, 14, components][..], &of_scan, &[0, 63, 0]].concat();
    let blocks = (side / 8 * side / 8 * u32::from(components) * 2).div_ceil(8);
    let data = vec![0; usize::try_from(blocks).unwrap()];
    let bare = [&[0xff, 0xd8][..], &scan, &data, &[0xff, 0xd9]].concat();
    let tables = [table(0, 0), table(0x10, 0)].concat();
    let bare = with_segment(&bare, 0xc4, &tables);
    let bare = with_segment(&bare, 0xc0, &[&frame[..], &of_frame].concat());
    let bare = with_segment(&bare, 0xdb, &[&[0][..], &[1; 64]].concat());
    with_segment(&bare, 0xee, b"Adobe\0\x64\0\0\0\0\0")
}

/// A WebP that moves: a frame, twice.
fn moving() -> Vec<u8> {
    let still = webp(&halves(240, 210));
    let riff = |kind: &[u8], body: &[u8]| {
        let length = u32::try_from(body.len()).unwrap().to_le_bytes();
        [kind, &length[..], body, &vec![0; body.len() % 2]].concat()
    };
    let three = |number: u32| number.to_le_bytes()[..3].to_vec();
    let (width, height) = (three(239), three(209));
    let canvas = [&[2, 0, 0, 0][..], &width, &height].concat();
    let picture = &still[12..];
    let frame = [&three(0)[..], &three(0), &width, &height, &three(100), &[0], picture].concat();
    let frames = [riff(b"ANMF", &frame), riff(b"ANMF", &frame)].concat();
    let body = [
        b"WEBP",
        &riff(b"VP8X", &canvas)[..],
        &riff(b"ANIM", &[255, 255, 255, 255, 0, 0]),
        &frames,
    ];
    riff(b"RIFF", &body.concat())
}

/// What a camera tells beside a picture: how it was held, and where that was.
fn exif(orientation: u8) -> Vec<u8> {
    let entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0];
    let directory = [&[0, 1][..], &entry, &[0; 4]].concat();
    [b"Exif\0\0MM\0*\0\0\0\x08", &directory[..], b"GPSLatitude 52.36 Dapperstraat 9"].concat()
}

fn sizes(done: &[Developed; 3]) -> [(u32, u32); 3] {
    [0, 1, 2].map(|at| (done[at].picture.width, done[at].picture.height))
}

fn unfit(bytes: &[u8]) -> Unfit {
    develop(bytes).map(|done| sizes(&done)).expect_err("no photo")
}

fn pixels(done: &Developed) -> RgbImage {
    image::load_from_memory_with_format(&done.jpeg, ImageFormat::Jpeg).unwrap().into_rgb8()
}

/// Whether two colours look alike, which JPEG does not keep to the last bit.
fn alike(one: Rgb<u8>, other: [u8; 3]) -> bool {
    one.0.iter().zip(other).all(|(one, other)| one.abs_diff(other) <= 12)
}

#[test]
fn a_photo_comes_in_three_sizes_and_never_grows() {
    let wide = develop(&jpeg(&halves(2400, 1800))).unwrap();
    assert_eq!(sizes(&wide), [(320, 240), (960, 720), (1920, 1440)]);
    let high = develop(&png(&halves(600, 1000))).unwrap();
    assert_eq!(sizes(&high), [(192, 320), (576, 960), (600, 1000)]);
    let little = develop(&webp(&halves(300, 200))).unwrap();
    assert_eq!(sizes(&little), [(300, 200); 3]);
    for done in wide.iter().chain(&high).chain(&little) {
        let shown = pixels(done);
        assert_eq!(shown.dimensions(), (done.picture.width, done.picture.height));
        assert_eq!(done.picture.name, FileName::of(&done.jpeg));
        assert!(alike(*shown.get_pixel(10, 10), [220, 30, 30]));
        assert!(alike(*shown.get_pixel(shown.width() - 10, 10), [30, 30, 220]));
    }
}

#[test]
fn a_photo_stands_upright_and_does_not_tell_where_it_was_taken() {
    let held = with_segment(&jpeg(&halves(400, 300)), 0xe1, &exif(6));
    let done = develop(&held).unwrap();
    assert_eq!(sizes(&done)[2], (300, 400));
    let shown = pixels(&done[2]);
    assert!(alike(*shown.get_pixel(150, 20), [220, 30, 30]), "what was left is above");
    assert!(alike(*shown.get_pixel(150, 380), [30, 30, 220]));
    assert!(holds(&held, b"Dapperstraat"));
    for size in &done {
        for word in [&b"Exif"[..], b"GPS", b"Dapperstraat", b"\xff\xe1"] {
            assert!(!holds(&size.jpeg, word));
        }
    }
}

#[test]
fn nothing_of_a_file_comes_through_but_its_picture() {
    let script = b"*/=1;alert(1)//<script>alert(1)</script><svg onload=alert(1)>";
    let zip = b"PK\x03\x04\x14\0evil.html<html>PK\x05\x06";
    let photo = with_segment(&jpeg(&halves(300, 300)), 0xfe, script);
    let mut drawing = png(&halves(300, 300));
    let text = chunk(b"tEXt", &[b"Comment\0", &script[..]].concat());
    drawing.splice(33..33, text);
    for file in [photo, drawing, webp(&halves(300, 300))] {
        let file = [&file[..], zip].concat();
        for done in develop(&file).unwrap() {
            for word in [&b"script"[..], b"alert", b"PK\x03\x04", b"html", b"svg"] {
                assert!(holds(&file, b"html") && !holds(&done.jpeg, word));
            }
        }
    }
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|it| it == word)
}

#[test]
fn what_is_in_a_file_decides_what_it_is() {
    assert_eq!(unfit(b""), Unfit::Empty);
    let others: [&[u8]; 8] = [
        b"GIF89a/*\x01\0\x80\0\0*/=1;alert(1)//",
        b"<!doctype html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"PK\x03\x04\x14\0\0\0",
        b"%PDF-1.7",
        b"BM\x36\0\0\0\0\0\0\0",
        b"\0\0\0\x18ftypheic\0\0\0\0",
        b"\xff",
    ];
    for other in others {
        assert_eq!(unfit(other), Unfit::WrongKind, "{}", String::from_utf8_lossy(other));
    }
    for begin in [&b"\xff\xd8\xff\xe0"[..], b"\x89PNG\r\n\x1a\n", b"RIFF\x04\0\0\0WEBP"] {
        assert_eq!(unfit(&[begin, &[0x20; 600]].concat()), Unfit::Broken, "{begin:?}");
    }
    assert_eq!(unfit(&vec![0xff; UPLOAD_MAX_BYTES + 1]), Unfit::TooHeavy);
}

#[test]
fn a_bomb_is_refused_by_its_head() {
    assert_eq!(unfit(&png_head(60_000, 60_000)), Unfit::TooManyPixels);
    assert_eq!(unfit(&png_head(u32::MAX >> 1, 1)), Unfit::TooManyPixels);
    assert_eq!(unfit(&png_head(7_000, 6_000)), Unfit::TooManyPixels);
    let mut bomb = jpeg(&halves(300, 300));
    let frame = bomb.windows(2).position(|it| it == [0xff, 0xc0]).unwrap();
    bomb[frame + 5..frame + 9].fill(0xff);
    assert_eq!(unfit(&bomb), Unfit::TooManyPixels);
    let mut bomb = webp(&halves(300, 300));
    // Twice fourteen bits behind the signature: 16,383 by 16,383.
    let sizes = bomb.windows(4).position(|it| it == b"VP8L").unwrap() + 9;
    bomb[sizes..sizes + 4].copy_from_slice(&[0xfe, 0xbf, 0xff, 0x0f]);
    assert_eq!(unfit(&bomb), Unfit::TooManyPixels);
    // As many pixels as may be, of which none comes.
    assert_eq!(unfit(&png_head(8_000, 5_000)), Unfit::Broken);
}

#[test]
fn what_shows_nothing_is_too_small() {
    for (width, height) in [(1, 1), (199, 4_000), (4_000, 199)] {
        assert_eq!(unfit(&png(&halves(width, height))), Unfit::TooSmall);
    }
    assert!(develop(&png(&halves(SIDE_MIN_PX, SIDE_MIN_PX))).is_ok());
}

#[test]
fn what_ends_too_soon_is_refused() {
    let preview = jpeg(&halves(20, 20));
    let photo = with_segment(&jpeg(&halves(300, 300)), 0xe1, &preview);
    for whole in [photo, png(&halves(300, 300)), webp(&halves(300, 300))] {
        assert!(develop(&whole).is_ok());
        for part in [0.3, 0.6, 0.95] {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part")]
            let end = (whole.len() as f64 * part) as usize;
            assert_eq!(unfit(&whole[..end]), Unfit::Broken, "{part} of {:?}", &whole[..4]);
        }
    }
}

#[test]
fn unusual_pictures_become_usual_ones() {
    let deep = ImageBuffer::from_pixel(240, 240, Rgb([60_000_u16, 30_000, 0]));
    let mut bytes = Vec::new();
    deep.write_with_encoder(PngEncoder::new(&mut bytes)).unwrap();
    let shown = pixels(&develop(&bytes).unwrap()[2]);
    assert!(alike(*shown.get_pixel(9, 9), [233, 117, 0]), "16 bits become 8");

    let glass = RgbaImage::from_pixel(240, 240, Rgba([0, 0, 0, 0]));
    let mut bytes = Vec::new();
    glass.write_with_encoder(PngEncoder::new(&mut bytes)).unwrap();
    let shown = pixels(&develop(&bytes).unwrap()[2]);
    assert!(alike(*shown.get_pixel(9, 9), [255, 255, 255]), "what shines through is white");

    let shown = pixels(&develop(&moving()).unwrap()[2]);
    assert_eq!(shown.dimensions(), (240, 210), "what moves stands still");
    assert!(alike(*shown.get_pixel(9, 9), [220, 30, 30]));

    let shown = pixels(&develop(&cmyk()).unwrap()[2]);
    let [red, green, blue] = shown.get_pixel(9, 9).0;
    assert!(red == green && green == blue, "four colours become three");
}

#[test]
fn colours_of_a_wide_profile_are_those_that_were_meant() {
    let shot = RgbImage::from_pixel(240, 240, Rgb([180, 90, 60]));
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 95);
    encoder.set_icc_profile(ColorProfile::new_display_p3().encode().unwrap()).unwrap();
    encoder.encode_image(&shot).unwrap();
    let shown = *pixels(&develop(&bytes).unwrap()[2]).get_pixel(9, 9);
    assert!(shown.0[0] > 186 && shown.0[2] < 58, "{shown:?} is a stronger orange");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever is changed in a file, it is a photo or it is none, and never more than that.
    #[test]
    fn no_file_is_too_odd(
        kind in 0_usize..3,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40),
    ) {
        let shot = halves(SIDE_MIN_PX, SIDE_MIN_PX);
        let mut bytes = [jpeg, png, webp][kind](&shot);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(done) = develop(&bytes) {
            for (size, done) in PhotoSize::ALL.into_iter().zip(&done) {
                prop_assert!(done.picture.width.max(done.picture.height) <= size.side_px());
                prop_assert_eq!(
                    pixels(done).dimensions(), (done.picture.width, done.picture.height)
                );
            }
        }
    }
}
