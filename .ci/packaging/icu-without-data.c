// ICU's data as an empty table of contents: Foundation's own is 30 MB of languages, calendars and time zones, of which the program
// uses nothing. The format is ICU's common data: unicode/udata.h (UDataInfo) and ucmndata.h (DataHeader, offset table of contents).
#include <stdint.h>

const struct {
  uint16_t headerSize;
  uint8_t magic1, magic2;
  uint16_t infoSize, reservedWord;
  uint8_t isBigEndian, charsetFamily, sizeofUChar, reservedByte;
  uint8_t dataFormat[4], formatVersion[4], dataVersion[4];
  uint8_t padding[8];
  uint32_t count, reserved;
} wsuscap_icu_without_data __attribute__((aligned(16))) = {
    .headerSize = 32,
    .magic1 = 0xda,
    .magic2 = 0x27,
    .infoSize = 20,
    .sizeofUChar = 2,
    .dataFormat = {'T', 'o', 'C', 'P'},
    .formatVersion = {1, 0, 0, 0},
};
