-- Counts the points of the Mandelbrot set: loops over floating-point numbers.
local size = tonumber((...)) or 40
local LIMIT = 50

local inside, total = 0, 0
for y = 0, size - 1 do
  local ci = 2.0 * y / size - 1.0
  for x = 0, size - 1 do
    local cr = 2.0 * x / size - 1.5
    local zr, zi, i = 0.0, 0.0, 0
    while i < LIMIT and zr * zr + zi * zi <= 4.0 do
      local t = zr * zr - zi * zi + cr
      zi = 2.0 * zr * zi + ci
      zr = t
      i = i + 1
    end
    total = total + i
    if i == LIMIT then
      inside = inside + 1
    end
  end
end
print(inside .. " " .. total)
